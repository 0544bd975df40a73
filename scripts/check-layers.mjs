// Checks the import rules of tests/architecture/layers.cjs. Fails also when it saw no modules.
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';

const root = path.resolve(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const { forbidden, options } = require(path.join(root, 'tests/architecture/layers.cjs'));

/** Cruises folders under `baseDir` and returns the broken rules and how many modules were seen. */
export const checkLayers = async (baseDir, folders = ['src-shared', 'src-main', 'src-renderer']) => {
  const { output } = await cruise(
    folders,
    {
      ...options,
      baseDir,
      ruleSet: { forbidden },
      validate: true,
      enhancedResolveOptions: undefined,
    },
    { ...options.enhancedResolveOptions, alias: { '@shared': path.join(baseDir, 'src-shared') } },
  );
  const { summary } = output;
  return {
    seen: summary.totalCruised,
    broken: summary.violations.map((v) => ({ rule: v.rule.name, from: v.from, to: v.to })),
  };
};

if (process.argv[1] === import.meta.filename) {
  const { seen, broken } = await checkLayers(root);
  for (const { rule, from, to } of broken) console.error(`${rule}: ${from} -> ${to}`);
  if (seen < 50) console.error(`Only ${seen} modules were seen: the check did not look at the sources.`);
  console.log(`layers: ${seen} modules, ${broken.length} broken rules`);
  process.exit(broken.length > 0 || seen < 50 ? 1 : 0);
}
