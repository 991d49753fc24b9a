"""Background work: what stands in the outbox is delivered, once kept and until it arrived."""
