import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/', 'node_modules/', 'playwright-report/', 'test-results/', '.earshot/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.lint.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
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
