import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
    // Long enough for a busy machine: a test that hangs is found all the same.
    testTimeout: 30_000,
    // A reader far from New York must see the same days and times.
    env: { TZ: "Asia/Kolkata" },
  },
});
