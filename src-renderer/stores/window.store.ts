import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const DENSITIES = ['compact', 'standard', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

export const ROW_HEIGHT_PX: Readonly<Record<Density, number>> = { compact: 32, standard: 36, comfortable: 44 };

interface WindowState {
  readonly theme: Theme;
  readonly density: Density;
  readonly isSidebarCollapsed: boolean;
  readonly setTheme: (theme: Theme) => void;
  readonly setDensity: (density: Density) => void;
  readonly toggleSidebar: () => void;
}

/** How this window looks; kept on this device. `public/theme-boot.js` reads the theme before the first paint. */
export const useWindowState = create<WindowState>()(
  persist(
    (set) => ({
      theme: 'system',
      density: 'standard',
      isSidebarCollapsed: false,
      setTheme: (theme) => set({ theme }),
      setDensity: (density) => set({ density }),
      toggleSidebar: () => set(({ isSidebarCollapsed }) => ({ isSidebarCollapsed: !isSidebarCollapsed })),
    }),
    { name: 'outpost.window' },
  ),
);
