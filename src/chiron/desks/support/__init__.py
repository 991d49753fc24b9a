"""One customer, one agent: cases, journey, offers. Here so far: the customers, their log and what is known of them."""
