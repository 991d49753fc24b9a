"""Pages, streams and the JSON API."""
