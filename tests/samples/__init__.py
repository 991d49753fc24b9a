"""What strangers might bring, as sources; tests build and install it."""
