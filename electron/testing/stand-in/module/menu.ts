import type { MenuItemConstructorOptions } from 'electron';
import { app } from './app.ts';

export class MenuItem {
  readonly label: string;
  readonly enabled: boolean;
  readonly type: string;
  readonly role: string | undefined;
  readonly submenu: Menu | undefined;
  readonly #options: MenuItemConstructorOptions;

  constructor(options: MenuItemConstructorOptions) {
    this.label = options.label ?? options.role ?? '';
    this.enabled = options.enabled ?? true;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.role = options.role;
    this.submenu = Array.isArray(options.submenu)
      ? Menu.buildFromTemplate(options.submenu)
      : undefined;
    this.#options = options;
  }

  /** As if the person chose it. */
  click = () => {
    // The app's own functions get the item itself and no window, as from a tray.
    if (this.#options.click) this.#options.click(this as never, undefined, {});
    else if (this.role === 'quit') app.quit();
  };
}

export class Menu {
  static #application: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate = (template: readonly MenuItemConstructorOptions[]): Menu => {
    const menu = new Menu();
    menu.items.push(...template.map((options) => new MenuItem(options)));
    return menu;
  };

  static setApplicationMenu = (menu: Menu | null) => void (Menu.#application = menu);
  static getApplicationMenu = () => Menu.#application;
}
