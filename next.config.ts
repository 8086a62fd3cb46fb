import type { NextConfig } from "next";

// Set by the local stack only; the platform routes these paths itself.
const functions = process.env.API_ORIGIN;

const headers = [
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains; preload" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // The content security policy is set per answer in src/proxy.ts, because it carries a nonce.
  headers: async () => [{ source: "/((?!api/).*)", headers }],
  rewrites: async () => ({
    beforeFiles: functions
      ? ["/api/:path*", "/_dev/:path*"].map((source) => ({ source, destination: `${functions}${source}` }))
      : [],
    afterFiles: [],
    fallback: [],
  }),
  experimental: {
    // Storing a long history takes longer than the 30 seconds a forwarded request is given by default.
    proxyTimeout: 120_000,
    // Pages are rendered per request for their nonce, but are the same for everybody: the browser may keep them.
    staleTimes: { dynamic: 300 },
  },
};

export default config;
