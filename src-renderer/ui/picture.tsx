import { useState, type ReactNode } from 'react';

interface PictureProps {
  readonly imageUrl: string | undefined;
  readonly size: number;
  /** Drawn where there is no picture, or it cannot be loaded. */
  readonly children: ReactNode;
}

/** A picture that says nothing a name beside it does not say, or what stands in for it. */
export const Picture = ({ imageUrl, size, children }: PictureProps) => {
  const [failedUrl, setFailedUrl] = useState<string>();
  if (imageUrl === undefined || imageUrl === failedUrl) return children;
  return (
    <img src={imageUrl} alt="" width={size} height={size} decoding="async" onError={() => setFailedUrl(imageUrl)} />
  );
};
