"""One FastAPI application per file: one function each."""
