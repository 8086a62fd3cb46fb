"""What the message queue calls; every request carries its signature."""
