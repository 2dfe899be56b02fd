import { expect, test } from 'vitest';
import { createTabTitle } from './tab-title.ts';

test('what is new stands before the title, and goes without a trace', () => {
  const page = { title: 'Shop' };
  const title = createTabTitle(page);
  title.show(1);
  expect(page.title).toBe('(1) Shop');
  title.show(12);
  expect(page.title).toBe('(12) Shop');
  expect(title.ofPage()).toBe('Shop');
  title.show(0);
  expect(page.title).toBe('Shop');
});

test('a page that gives itself another title keeps that one', () => {
  const page = { title: 'Shop' };
  const title = createTabTitle(page);
  title.show(1);
  page.title = 'Cart (1 article)';
  title.show(2);
  expect(page.title).toBe('(2) Cart (1 article)');
  title.show(0);
  expect(page.title).toBe('Cart (1 article)');
});

test('two chats on a page do not take away each other’s', () => {
  const page = { title: 'Shop' };
  const [one, two] = [createTabTitle(page), createTabTitle(page)];
  one.show(1);
  two.show(2);
  expect(page.title).toBe('(2) (1) Shop');
  one.show(0);
  expect(page.title).toBe('(2) Shop');
  two.show(0);
  expect(page.title).toBe('Shop');
});
