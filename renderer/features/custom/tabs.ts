/** The parts of the page, named as in the menus of RaveOS. */
export const customTabs = ['miners', 'coins', 'pools'] as const;
export type CustomTab = (typeof customTabs)[number];

/** @param wanted  as it stands in the address */
export function tabOf(wanted: unknown): CustomTab {
  return customTabs.find((tab) => tab === wanted) ?? 'miners';
}
