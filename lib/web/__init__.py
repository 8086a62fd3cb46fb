"""HTTP, once: applications, sign-in, errors, parameters, limits."""
