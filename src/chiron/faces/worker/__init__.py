"""Background work: outbox, exports, refits."""
