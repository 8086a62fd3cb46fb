import { readdirSync } from "node:fs";
import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";
import prettier from "eslint-config-prettier/flat";

const foldersIn = (path) =>
  readdirSync(new URL(path, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);

// app -> features -> (backend | ui) -> shared; each layer may import what stands to its right, and itself.
const MAY_IMPORT = {
  app: ["app", "features", "backend", "ui", "shared"],
  features: ["features", "backend", "ui", "shared"],
  backend: ["backend", "shared"],
  ui: ["ui", "shared"],
  shared: ["shared"],
};

const layers = foldersIn("./src/");
const strangers = layers.filter((layer) => !(layer in MAY_IMPORT));
if (strangers.length) throw new Error(`src/${strangers.join(", src/")}: say in eslint.config.mjs what it may import`);

const betweenLayers = layers.map((layer) => ({
  target: `./src/${layer}`,
  from: layers.filter((other) => !MAY_IMPORT[layer].includes(other)).map((other) => `./src/${other}`),
  message: `src/${layer} may import only from ${MAY_IMPORT[layer].join(", ")}.`,
}));
const betweenFeatures = foldersIn("./src/features/").map((feature) => ({
  target: `./src/features/${feature}`,
  from: "./src/features",
  except: [`./${feature}`],
  message: "Features never import each other: what two of them need belongs in ui, backend or shared.",
}));

const amountsStayText = [
  ["parseFloat", "Money is a decimal string; shared/decimal.ts counts with it."],
  ["isNaN", "Money is a decimal string; shared/decimal.ts counts with it."],
].map(([name, message]) => ({ name, message }));

const config = [
  {
    ignores: [
      ".cache/**",
      ".next/**",
      ".stack/**",
      ".venv/**",
      ".vercel/**",
      "next-env.d.ts",
      "src/backend/schema.d.ts",
      "tools/platform/**",
    ],
  },
  ...next,
  ...typescript,
  prettier,
  {
    name: "layers",
    files: ["src/**/*.{ts,tsx}"],
    settings: { "import/resolver": { typescript: { project: "./tsconfig.json" } } },
    rules: {
      "import/no-restricted-paths": ["error", { zones: [...betweenLayers, ...betweenFeatures] }],
      "import/no-cycle": "error",
      "import/order": [
        "error",
        {
          groups: ["builtin", "external", "internal", "parent", "sibling"],
          pathGroups: [{ pattern: "@/**", group: "internal" }],
          alphabetize: { order: "asc" },
          "newlines-between": "never",
        },
      ],
    },
  },
  {
    name: "house rules",
    files: ["src/**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unnecessary-condition": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "no-restricted-globals": ["error", ...amountsStayText],
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    name: "components",
    files: ["src/**/*.tsx"],
    rules: { "max-lines": ["error", { max: 200 }] },
  },
];

export default config;
