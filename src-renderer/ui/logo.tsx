import { Fragment, type ReactNode } from 'react';
import { classNames } from './class-names';
import type { AvatarSize } from './avatar';
import { Picture } from './picture';
import { colorOfName, type TagColor } from './tone';
import styles from './logo.module.css';

export interface LogoProps {
  readonly name: string;
  readonly size?: AvatarSize | undefined;
  readonly imageUrl?: string | undefined;
  readonly color?: TagColor | undefined;
  readonly label?: string | undefined;
  readonly className?: string | undefined;
}

const line = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

/** Abstract marks: together with 14 colours they tell neighbours in a list apart. */
const MARKS: readonly ReactNode[] = [
  <path key="1" d="M4 8.4c2-1.9 4-1.9 6 0s4 1.9 6 0M4 12.4c2-1.9 4-1.9 6 0s4 1.9 6 0" strokeWidth="1.9" {...line} />,
  <path key="2" d="m5.2 10 4.8-4.6 4.8 4.6M5.2 14.4 10 9.8l4.8 4.6" strokeWidth="2" {...line} />,
  <path key="3" d="M5 5h5a5 5 0 0 1 5 5v5h-5a5 5 0 0 1-5-5z" />,
  <Fragment key="4">
    <circle cx="7.9" cy="10" r="4" opacity=".6" />
    <circle cx="12.1" cy="10" r="4" opacity=".85" />
  </Fragment>,
  <path key="5" d="M5 15C4.6 8.4 8.6 4.9 15 5c.3 6.6-3.6 10.2-10 10z" />,
  <path key="6" d="m10 4.2 5 2.9v5.8l-5 2.9-5-2.9V7.1z" />,
  <Fragment key="7">
    <path d="M10 4.5a5.5 5.5 0 0 1 0 11z" />
    <path d="M10 4.5a5.5 5.5 0 0 0 0 11z" opacity=".5" />
  </Fragment>,
  <path key="8" d="M8.3 4.6h3.4v3.7h3.7v3.4h-3.7v3.7H8.3v-3.7H4.6V8.3h3.7z" />,
  <path key="9" d="M10 4 16 10 10 16 4 10z" />,
  <Fragment key="10">
    <path d="M4.2 12.6a5.8 5.8 0 0 1 11.6 0z" />
    <rect x="4.2" y="13.6" width="11.6" height="1.5" rx=".7" opacity=".6" />
  </Fragment>,
  <Fragment key="11">
    <rect x="4.6" y="10" width="2.8" height="5.4" rx=".7" />
    <rect x="8.6" y="7" width="2.8" height="8.4" rx=".7" />
    <rect x="12.6" y="4.6" width="2.8" height="10.8" rx=".7" />
  </Fragment>,
  <path key="12" d="M10 5 15.4 14.4H4.6z" />,
  <path
    key="13"
    fillRule="evenodd"
    d="M10 4.4a5.6 5.6 0 1 1 0 11.2 5.6 5.6 0 0 1 0-11.2zm0 3a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2z"
  />,
];

const markOf = (name: string): ReactNode => {
  let sum = 7;
  for (let i = 0; i < name.length; i += 1) sum = (sum * 31 + name.charCodeAt(i)) >>> 0;
  return MARKS[sum % MARKS.length];
};

/** A company: its own image, or a mark and colour that follow from the name. */
export const Logo = ({ name, size = 20, imageUrl, color, label, className }: LogoProps) => {
  const named = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <span
      className={classNames(styles.logo, className)}
      data-size={size}
      data-color={color ?? colorOfName(name)}
      {...named}
    >
      <Picture imageUrl={imageUrl} size={size}>
        <svg viewBox="0 0 20 20" width={size} height={size} fill="currentColor" aria-hidden="true">
          {markOf(name)}
        </svg>
      </Picture>
    </span>
  );
};
