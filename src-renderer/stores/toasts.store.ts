import { create } from 'zustand';

export interface Toast {
  readonly id: string;
  readonly text: string;
  readonly tone: 'neutral' | 'error';
  /** A newer toast of the same subject takes its place. */
  readonly subject?: string;
  readonly action?: { readonly label: string; readonly keys?: readonly string[]; readonly run: () => void };
}

interface ToastState {
  readonly toasts: readonly Toast[];
  readonly show: (toast: Omit<Toast, 'id' | 'tone'> & { readonly tone?: Toast['tone'] }) => void;
  readonly dismiss: (id: string) => void;
  readonly dismissSubject: (subject: string) => void;
}

/** How many wait at most; the oldest goes first. */
const MAX_TOASTS = 3;

/** What the window says about things that just happened. */
export const useToasts = create<ToastState>()((set) => ({
  toasts: [],
  show: (toast) =>
    set(({ toasts }) => ({
      toasts: [
        ...toasts.filter(({ subject }) => subject === undefined || subject !== toast.subject),
        { tone: 'neutral' as const, ...toast, id: crypto.randomUUID() },
      ].slice(-MAX_TOASTS),
    })),
  dismissSubject: (subject) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.subject !== subject) })),
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));
