"""What staff do: classes and assignments, the inbox, taking over."""
