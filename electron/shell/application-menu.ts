import { Menu, type MenuItemConstructorOptions } from 'electron';

/** The window's menu: mostly there for the shortcuts it brings. */
export function setApplicationMenu(isDeveloping: boolean): void {
  const developer: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [{ role: 'reload' }, { role: 'forceReload' }, { role: 'toggleDevTools' }],
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'Rigwright',
        submenu: [{ role: 'close' }, { type: 'separator' }, { role: 'quit' }],
      },
      { role: 'editMenu' },
      ...(isDeveloping ? [developer] : []),
      {
        label: 'Window',
        submenu: [
          { role: 'minimize' },
          { role: 'togglefullscreen' },
          { type: 'separator' },
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
        ],
      },
    ]),
  );
}
