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
