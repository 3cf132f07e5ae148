// ESLint looks at .vue files only: oxlint's type-aware rules do not reach them. oxlint does every .ts file.
import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

export default [
  { ignores: ['out/**', 'dist/**', '.cache/**', '**/*.js', '**/*.mjs', '**/*.ts'] },
  ...ts.configs.recommendedTypeChecked,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: {
      parser: vueParser,
      parserOptions: {
        parser: ts.parser,
        project: './tsconfig.web.json',
        extraFileExtensions: ['.vue'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'max-lines': ['error', 400],
      'vue/multi-word-component-names': 'off',
      // Actions of a store are made to be taken out of it.
      '@typescript-eslint/unbound-method': 'off',
      // The rule does not see what the template asks of a value.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // Prettier decides these.
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
    },
  },
];
