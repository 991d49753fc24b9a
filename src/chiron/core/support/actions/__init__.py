"""What may be done to an order for a customer: proposed by code, confirmed as shown, carried out at most once."""
