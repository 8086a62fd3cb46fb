"""Settings for tests that reach nothing outside the process."""

ENVIRONMENT = {
    "APP_URL": "https://app.example",
    "SUPABASE_URL": "https://project.example",
    "SUPABASE_PUBLISHABLE_KEY": "sb_publishable_test",
    "UPSTASH_REDIS_REST_URL": "https://redis.example",
    "UPSTASH_REDIS_REST_TOKEN": "redis-token",
    "QSTASH_URL": "https://queue.example",
    "QSTASH_TOKEN": "queue-token",
    "QSTASH_CURRENT_SIGNING_KEY": "sig_current_0123456789abcdef0123456789",
    "QSTASH_NEXT_SIGNING_KEY": "sig_next_0123456789abcdef0123456789abc",
}
