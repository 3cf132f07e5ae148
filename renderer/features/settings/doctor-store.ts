import { defineStore } from 'pinia';
import { computed } from 'vue';
import { useApi } from '../../api.ts';
import { useResource } from '../../composables/use-resource.ts';

/** The rig's check of itself, made when somebody first looks and whenever they ask again. */
export const useDoctor = defineStore('doctor', () => {
  const api = useApi();
  const { value, error, reload } = useResource(() => api.call('system.doctor', {}));
  return { checks: computed(() => value.value), error, reload };
});
