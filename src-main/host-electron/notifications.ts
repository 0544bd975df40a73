import { BrowserWindow, Notification } from 'electron';

/** Shows a notification of the system, where there are any; a click brings the window to the front. */
export const showNotification = (title: string, body: string): void => {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title, body });
  notification.on('click', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  notification.show();
};
