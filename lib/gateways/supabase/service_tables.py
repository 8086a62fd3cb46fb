"""What only the service may do: stage and publish books, delete a user."""
