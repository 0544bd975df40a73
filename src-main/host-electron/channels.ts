/** Names of the messages between main process and preload script. */
export const CHANNELS = {
  host: 'outpost:host',
  connectEngine: 'outpost:connect-engine',
  enginePort: 'outpost:engine-port',
  openLink: 'outpost:open-link',
} as const;
