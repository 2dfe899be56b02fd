import type { ReactNode } from 'react';

function Icon({ children, size = 16 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}

export function CheckIcon() {
  return (
    <Icon>
      <path d="M5 12l5 5L20 7" />
    </Icon>
  );
}

export function DoubleCheckIcon() {
  return (
    <Icon>
      <path d="M2 12l5 5M12 12l5-5M7 12l5 5L22 7" />
    </Icon>
  );
}

export function ClockIcon() {
  return (
    <Icon size={14}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v5l3 2" />
    </Icon>
  );
}

export function AlertIcon() {
  return (
    <Icon size={14}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7.5v5M12 16.2v.1" />
    </Icon>
  );
}

export function SendIcon() {
  return (
    <Icon size={20}>
      <path d="M12 19V5M6 11l6-6 6 6" />
    </Icon>
  );
}

export function FileIcon() {
  return (
    <Icon size={24}>
      <path d="M14 3v5h5M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8z" />
    </Icon>
  );
}

export function PinIcon() {
  return (
    <Icon size={24}>
      <path d="M12 21c-4-4.5-6-7.6-6-11a6 6 0 0 1 12 0c0 3.4-2 6.5-6 11z" />
      <circle cx="12" cy="10" r="2" />
    </Icon>
  );
}

export function PersonIcon() {
  return (
    <Icon size={24}>
      <circle cx="12" cy="8" r="4" />
      <path d="M5 20c1-4 4-5 7-5s6 1 7 5" />
    </Icon>
  );
}

export function DownloadIcon() {
  return (
    <Icon size={20}>
      <path d="M12 4v11M7 11l5 5 5-5M5 20h14" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon size={20}>
      <path d="M6 6l12 12M18 6L6 18" />
    </Icon>
  );
}

export function AttachIcon() {
  return (
    <Icon size={20}>
      <path d="M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3L18 10a3 3 0 0 0-6-6l-6.5 6.5a4.5 4.5 0 0 0 9 9L21 13" />
    </Icon>
  );
}
