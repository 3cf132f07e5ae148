import { ref } from 'vue';

/** Whether the navigation of a narrow window is open. */
export const drawerOpen = ref(false);
