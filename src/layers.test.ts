// @vitest-environment node
import { readdirSync } from "node:fs";
import { ESLint } from "eslint";
import { describe, expect, it } from "vitest";

// Only the one rule, which needs no types: the rest would take a minute.
const RULE = "import/no-restricted-paths";
const eslint = new ESLint({
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => ruleId === RULE,
});
const features = readdirSync("src/features");

/** What the layers' rule says when one of our files, its text replaced, imports something. */
async function complaint(file: string, imported: string): Promise<string | undefined> {
  const [result] = await eslint.lintText(`import "${imported}";\n`, { filePath: file });
  expect(result?.fatalErrorCount).toBe(0);
  return result?.messages.find(({ ruleId }) => ruleId === RULE)?.message;
}

const fileOf = (feature: string) => `${feature}/${readdirSync(`src/features/${feature}`)[0]}`;

describe("Layers", { timeout: 60_000 }, () => {
  it.each([
    ["src/shared/cn.ts", "@/ui/button"],
    ["src/shared/cn.ts", "@/backend/client"],
    ["src/ui/button.tsx", "@/backend/client"],
    ["src/backend/client.ts", "@/ui/button"],
    ["src/ui/button.tsx", "../features/shell/shell"],
    ["src/backend/client.ts", "@/features/shell/shell"],
    ["src/features/shell/rail.tsx", "@/app/layout"],
  ])("%s must not import %s", async (file, imported) => {
    expect(await complaint(file, imported)).toContain("may import only from");
  });

  it.each(features)("The feature %s must not be imported by another one", async (feature) => {
    const other = features.find((name) => name !== feature) ?? "";
    const imported = fileOf(feature).replace(/\.tsx?$/, "");

    const said = await complaint(`src/features/${fileOf(other)}`, `@/features/${imported}`);

    expect(said).toContain("Features never import each other");
  });

  it.each([
    ["src/app/layout.tsx", "@/features/shell/shell"],
    ["src/features/shell/rail.tsx", "@/backend/client"],
    ["src/features/shell/rail.tsx", "./top-bar"],
    ["src/ui/button.tsx", "@/shared/money"],
  ])("%s may import %s", async (file, imported) => {
    expect(await complaint(file, imported)).toBeUndefined();
  });
});
