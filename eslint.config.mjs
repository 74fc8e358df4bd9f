import eslint from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';
import { covers, floors } from './tools/floors/floors.mjs';

/** Rooms with TypeScript in them. */
const rooms = ['model', 'servers', 'apps', 'runner', 'api', 'tools', 'specs', 'setup'];

export default tseslint.config(
  { ignores: ['**/dist/', 'node_modules/', 'playwright-report/', 'test-results/', '.earshot/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: rooms.map((room) => `./${room}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      // The first that matches counts.
      'boundaries/elements': Object.keys(floors)
        .sort((a, b) => b.length - a.length)
        .map((floor) => ({ type: floor, pattern: [floor, `${floor}/**`], partialMatch: false })),
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: Object.entries(floors).map(([floor, entries]) => ({
            from: { element: { type: floor } },
            allow: {
              to: {
                element: {
                  type: [
                    floor,
                    ...Object.keys(floors).filter((other) => entries.some((entry) => covers(entry, other))),
                  ],
                },
              },
            },
          })),
        },
      ],
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/main', '**/*.spec'], message: 'Nothing imports a main.ts or a spec.' }] },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'A clock that is set back makes a wait longer: measure it with performance.now().',
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Playwright reads what a fixture needs from its pattern, which may be nothing.
      'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    },
  },
  {
    // A command loads what it alone needs. import() would not find a .ts file.
    files: ['runner/cli/*.ts', 'runner/measure/run.ts'],
    rules: {
      '@typescript-eslint/no-require-imports': [
        'error',
        {
          allow: [
            '^\\./[a-z]+-action$',
            '/launch$',
            '/gate/expectation$',
            '/own-cookie$',
            '/report/(junit|markdown)$',
          ],
        },
      ],
    },
  },
  {
    // So is what not everybody has, or needs.
    files: ['runner/browsers/drivers/webdriver/selenium.ts', 'runner/report/fit-terminal.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // A date is meant: of a certificate, of a file.
    files: ['servers/tls/*.ts', 'specs/servers/certificates.spec.ts', 'specs/support/take-turns.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['**/*.{mjs,js}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        require: 'readonly',
        __dirname: 'readonly',
        module: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
      },
    },
  },
);
