import { app, dialog } from 'electron';
import { errorBody } from '../base/app-error.ts';

/** Tells the person why what they wanted was refused; nothing waits for their answer. */
export function tellFailure(error: unknown): void {
  const { message, suggestion } = errorBody(error);
  const detail = suggestion === undefined ? {} : { detail: suggestion };
  void dialog.showMessageBox({ type: 'error', title: app.getName(), message, ...detail });
}

/** Says why the program cannot start, and ends it. */
export function failToStart(error: unknown): void {
  console.error(error);
  const { message, suggestion } = errorBody(error);
  const text = suggestion === undefined ? message : `${message}\n\n${suggestion}`;
  dialog.showErrorBox('Rigwright cannot start', text);
  app.exit(1);
}
