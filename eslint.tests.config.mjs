// The rules for what is not shipped: tests, sandbox and scripts (.cts files).
// What is shipped is under n8n's own, unmodified rules in eslint.config.mjs.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
	files: ['**/*.cts'],
	extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
	languageOptions: {
		parserOptions: { project: './test/tsconfig.json', tsconfigRootDir: import.meta.dirname },
	},
	rules: {
		'@typescript-eslint/no-unsafe-assignment': 'off',
		'@typescript-eslint/no-unsafe-member-access': 'off',
	},
});
