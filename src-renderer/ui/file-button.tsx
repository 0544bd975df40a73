import { useRef, type ReactNode } from 'react';
import { Button, type ButtonProps } from './button';

interface FileChoice {
  /** Endings and media types, as of an input. */
  readonly accept: string;
  readonly onFile: (file: File) => void;
}

/** Asks for a file of this device: `pick` within a click or a key, `input` somewhere on the page. */
export const useFilePicker = ({
  accept,
  onFile,
}: FileChoice): { readonly pick: () => void; readonly input: ReactNode } => {
  const ref = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={ref}
      type="file"
      accept={accept}
      hidden
      tabIndex={-1}
      onChange={({ currentTarget }) => {
        const [file] = currentTarget.files ?? [];
        // The same file may be chosen again after it was mended.
        currentTarget.value = '';
        if (file) onFile(file);
      }}
    />
  );
  return { pick: () => ref.current?.click(), input };
};

/** A button that asks for a file. */
export const FileButton = ({ accept, onFile, ...button }: FileChoice & Omit<ButtonProps, 'onClick' | 'type'>) => {
  const { pick, input } = useFilePicker({ accept, onFile });
  return (
    <>
      <Button {...button} onClick={pick} />
      {input}
    </>
  );
};
