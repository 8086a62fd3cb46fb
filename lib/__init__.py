"""All Python that runs in production."""
