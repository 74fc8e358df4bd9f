/**
 * Which folder may import from which: a floor, and the floors below it. A floor has all folders in it but those that are
 * floors themselves; what it allows, it allows with all the floors in that folder. Nobody imports tools but their specs.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const floors = {
  'model/http': [],
  'model/standards': ['model/http'],
  'model/lab/topology': ['model/standards'],
  'model/lab/policies': ['model/http', 'model/standards', 'model/lab/topology'],
  'model/lab/loaders': ['model/standards'],
  'model/lab/plan': ['model/http', 'model/lab/topology', 'model/lab/policies', 'model/lab/loaders'],
  'model/lab/tour': ['model/standards', 'model/lab/plan'],
  'model/lab/predict': [
    'model/http',
    'model/standards',
    'model/lab/topology',
    'model/lab/policies',
    'model/lab/loaders',
    'model/lab/plan',
  ],
  'model/scenarios': ['model/standards', 'model/lab'],
  'model/evidence': ['model/standards', 'model/lab'],
  'model/judge/diagnosis': ['model/http', 'model/standards'],
  'model/judge': ['model/http', 'model/standards', 'model/lab', 'model/evidence', 'model/judge/diagnosis'],
  'model/check': ['model/http', 'model/standards', 'model/evidence', 'model/judge/diagnosis'],
  'model/advice/edits': ['model/http', 'model/standards'],
  'model/advice/recipes': ['model/http'],
  'model/advice/configs': ['model/http', 'model/advice/recipes'],
  'model/advice': [
    'model/http',
    'model/standards',
    'model/lab',
    'model/scenarios',
    'model/evidence',
    'model/judge',
    'model/advice/edits',
  ],

  'servers/tls': ['model/lab/topology'],
  'servers/audio': ['model/lab/topology'],
  'servers/http': ['model/http', 'model/lab/topology', 'servers/tls', 'servers/audio'],
  'servers/cdn': ['model/http', 'model/lab', 'model/evidence', 'servers/audio', 'servers/http'],
  'servers/site': [
    'model/standards',
    'model/lab/topology',
    'servers/tls',
    'servers/audio',
    'servers/http',
    'servers/cdn',
    'model/evidence',
  ],
  'servers/check': ['model/http', 'model/judge/diagnosis', 'model/check', 'servers/site', 'servers/exchange'],
  'servers/exchange': ['model/http', 'model/standards', 'model/evidence', 'servers/http', 'servers/site'],
  servers: ['model/lab/topology', 'servers'],

  'apps/shared': ['model/lab/topology', 'model/evidence'],
  'apps/probe': ['model/http', 'model/lab', 'model/evidence', 'apps/shared'],
  'apps/player': [
    'model/http',
    'model/standards',
    'model/lab',
    'model/evidence',
    'model/judge',
    'model/advice',
    'apps/shared',
    'apps/probe',
  ],
  'apps/open': ['model/evidence', 'apps/shared', 'apps/probe'],

  'runner/common': ['model/http'],
  'runner/left-behind': [],
  'runner/lab': ['model', 'servers', 'setup', 'runner/common'],
  'runner/browsers/session': [
    'model/evidence',
    'model/lab',
    'model/scenarios',
    'servers/site',
    'runner/left-behind',
    'runner/lab',
  ],
  'runner/browsers/drivers': [
    'model/evidence',
    'model/lab',
    'model/scenarios',
    'setup',
    'runner/common',
    'runner/left-behind',
    'runner/browsers/session',
  ],
  'runner/browsers/engines': [
    'model/evidence',
    'model/lab',
    'model/scenarios',
    'model/judge',
    'setup',
    'runner/common',
    'runner/browsers/session',
    'runner/browsers/drivers',
  ],
  'runner/browsers/link': [
    'model/http',
    'model/lab',
    'model/scenarios',
    'model/evidence',
    'servers/http',
    'runner/common',
    'runner/lab',
    'runner/browsers/session',
    'runner/browsers/engines',
  ],
  'runner/browsers': ['model/evidence', 'setup', 'runner/common', 'runner/lab', 'runner/browsers'],
  'runner/measure': ['model', 'runner/common', 'runner/lab', 'runner/browsers'],
  'runner/exchange': ['model', 'servers', 'runner/common', 'runner/lab', 'runner/browsers', 'runner/measure'],
  'runner/check/questions': ['model/http', 'model/standards', 'model/check', 'servers/check'],
  'runner/check': [
    'model',
    'servers',
    'runner/common',
    'runner/lab',
    'runner/browsers',
    'runner/measure',
    'runner/exchange',
    'runner/check/questions',
  ],
  'runner/report': [
    'model',
    'runner/common',
    'runner/browsers',
    'runner/measure',
    'runner/exchange',
    'runner/check',
  ],
  'runner/cli': ['model', 'servers', 'runner'],
  runner: ['runner/cli', 'setup'],

  api: ['model', 'runner'],

  'tools/floors': [],
  'tools/messages': ['model'],
  'tools/players': ['model'],
  'tools/fuzz': ['model', 'runner'],
  'tools/mutants': ['model', 'runner', 'tools/fuzz'],
  'tools/package': [],
  'tools/bench': ['model', 'servers', 'runner', 'tools/fuzz', 'tools/package'],
  tools: ['runner'],

  'specs/support': ['model', 'setup', 'runner'],
  'specs/reporters': ['model', 'runner/common', 'specs/support'],
  'specs/model': ['model', 'runner/common', 'tools/mutants'],
  'specs/servers': ['model', 'servers', 'runner'],
  'specs/runner': [
    'model',
    'servers',
    'setup',
    'runner',
    'specs/support',
    'specs/servers',
    'specs/reporters',
    'tools/package',
  ],
  'specs/browsers': ['model', 'servers/cdn', 'servers/tls', 'runner', 'specs/support'],
  'specs/servers-real': ['runner/check', 'model', 'runner/common', 'runner/left-behind', 'specs/support'],
  'specs/stack': ['model', 'servers', 'runner', 'specs/support'],

  // A type alone.
  setup: ['model/evidence'],
};

/** The floor of a folder, or of a file: the longest of those that hold it. */
export const floorOf = (path) =>
  Object.keys(floors)
    .filter((floor) => path === floor || path.startsWith(`${floor}/`))
    .sort((a, b) => b.length - a.length)[0];

/** Whether an entry of a list allows a floor. */
export const covers = (entry, floor) => floor === entry || floor.startsWith(`${entry}/`);
