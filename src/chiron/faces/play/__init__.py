"""The play origin: packages of strangers run here, on a host of its own, and reach Chiron through a shim alone."""
