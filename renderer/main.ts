import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './styles/main.css';
import ui from '@nuxt/ui/vue-plugin';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { openConnection } from './api.ts';
import App from './App.vue';
import { connectionKey } from './connection/connection.ts';
import { makeRouter } from './router.ts';

createApp(App)
  .provide(connectionKey, openConnection())
  .use(createPinia())
  .use(makeRouter())
  .use(ui)
  .mount('#app');
