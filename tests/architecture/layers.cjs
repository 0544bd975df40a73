// Who may import whom. Patterns, so that a new folder obeys without being listed. Run by scripts/check-layers.mjs.
const path = (path, pathNot) => (pathNot ? { path, pathNot } : { path });
const rule = (name, from, to) => ({ name, severity: 'error', from, to });

exports.options = {
  parser: 'swc', // TypeScript 7 has no JavaScript API
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '\\.module\\.css$' },
  enhancedResolveOptions: {
    extensions: ['.ts', '.tsx', '.js', '.mjs'],
    conditionNames: ['import', 'types', 'default'],
  },
};

exports.forbidden = [
  rule('no-runtime-cycles', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
  // Lingui is how both sides word what a person reads: its core and compiler touch neither Node nor the DOM.
  rule(
    'shared-is-pure',
    path('^src-shared'),
    path('^src-(main|renderer)|node_modules/(?!zod/|@orpc/contract/|@lingui/(core|message-utils)/)'),
  ),
  rule('no-node-outside-main', path('^src-(shared|renderer)'), { dependencyTypes: ['core'] }),
  rule('renderer-meets-main-in-shared', path('^src-renderer'), path('^src-main')),
  rule('main-meets-renderer-in-shared', path('^src-main'), path('^src-renderer')),
  rule('electron-only-in-its-host', path('^src-', '^src-main/host-electron'), path('node_modules/electron/')),
  rule('engine-knows-no-host', path('^src-main/engine/'), path('^src-main/(host-|engine-entry|cli)')),
  rule('hosts-are-strangers', path('^src-main/host-([^/]+)/'), path('^src-main/(host-|engine/)', '^src-main/host-$1/')),
  rule('database-only-in-storage', path('^src-', '^src-main/engine/storage/'), path('node_modules/better-sqlite3/')),
  rule(
    'modules-are-strangers',
    path('^src-main/engine/(mail|calendar|sync|workflows|insights)/'),
    path('^src-main/engine/(mail|calendar|sync|workflows|insights)/', '^src-main/engine/$1/'),
  ),
  // The engine's modules stand on one another in this order; a new one that is not named here may be imported by handlers only.
  ...['kernel', 'expressions', 'storage', 'change-log', 'schema', 'jobs', 'records'].map((layer, at, layers) =>
    rule(
      `${layer}-knows-only-what-is-below`,
      path(`^src-main/engine/${layer}/`),
      path('^src-main/engine/', `^src-main/engine/(${layers.slice(0, at + 1).join('|')})/`),
    ),
  ),
  rule(
    'services-know-no-doors',
    path('^src-main/engine/(exchange|workspace|doctor|schema-document)/'),
    path('^src-main/engine/(handlers|readers)/|^src-main/engine/create-engine'),
  ),
  rule(
    'features-are-strangers',
    path('^src-renderer/features/([^/]+)/'),
    path('^src-renderer/features/', '/features/$1/'),
  ),
  rule('features-know-no-app', path('^src-renderer/(features|fields|ui|rpc|stores)/'), path('^src-renderer/app/')),
  rule('ui-knows-no-data', path('^src-renderer/ui/'), path('^src-renderer/(rpc|stores|fields|features)/')),
  rule('fields-know-no-features', path('^src-renderer/(fields|rpc|stores)/'), path('^src-renderer/features/')),
];
