import {
  ActionIcon,
  Badge,
  Button,
  CloseButton,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  Menu,
  Modal,
  Notification,
  parseThemeColor,
  Text,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';
import { palette } from './palette.ts';

const shadow = '0 1px 2px rgb(0 0 0 / 0.08), 0 8px 24px rgb(0 0 0 / 0.14)';
const close = { 'aria-label': 'Close' };

/** Filled controls carry white on light screens and near-black on dark ones, whatever their colour. */
const variantColors: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  if (input.variant !== 'filled') return resolved;
  const { isThemeColor, color } = parseThemeColor({
    color: input.color ?? input.theme.primaryColor,
    theme: input.theme,
  });
  return isThemeColor && color in palette ? { ...resolved, color: `var(--mantine-color-${color}-contrast)` } : resolved;
};

/** The theme of the staff apps: Inter, 14 px, a 4 px grid, one teal accent. Colours with a meaning are `--baton-*`. */
export const theme = createTheme({
  colors: palette,
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 3 },
  black: '#1c2126',
  variantColorResolver: variantColors,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, monospace",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '16px', xl: '999px' },
  defaultRadius: 'md',
  shadows: { xs: '0 1px 2px rgb(0 0 0 / 0.16)', sm: shadow, md: shadow, lg: shadow, xl: shadow },
  breakpoints: { xs: '30em', sm: '40em', md: '64em', lg: '80em', xl: '96em' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } }),
    Badge: Badge.extend({
      defaultProps: { variant: 'light', radius: 'xl' },
      styles: { root: { textTransform: 'none', fontWeight: 500, letterSpacing: 0 } },
    }),
    Button: Button.extend({ styles: { root: { fontWeight: 500 } } }),
    CloseButton: CloseButton.extend({ defaultProps: close }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: close, transitionProps: { duration: 160 } } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } }),
    Modal: Modal.extend({
      defaultProps: { closeButtonProps: close, centered: true, radius: 'md', transitionProps: { duration: 160 } },
      styles: { title: { fontWeight: 600, fontSize: '1rem' } },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: close } }),
    Text: Text.extend({ defaultProps: { size: 'sm' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: { duration: 120 } } }),
  },
});
