import { cleanup, render } from '@testing-library/react';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { Markdown } from './markdown.tsx';

afterEach(cleanup);

function html(text: string): string {
  return render(<Markdown text={text} />).container.querySelector('.chat-markdown')?.innerHTML ?? '';
}

const rel = 'target="_blank" rel="noopener noreferrer nofollow"';

describe('what people write', () => {
  const cases: [string, string][] = [
    ['Hello', '<p>Hello</p>'],
    [
      '**bold** _em_ *em* __bold__ ~~gone~~ `code`',
      '<p><strong>bold</strong> <em>em</em> <em>em</em> <strong>bold</strong> <del>gone</del> <code>code</code></p>',
    ],
    ['**bold with _em_ inside**', '<p><strong>bold with <em>em</em> inside</strong></p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['one\r\n\r\ntwo', '<p>one</p><p>two</p>'],
    ['# Big\n\ntext', '<p><strong>Big</strong></p><p>text</p>'],
    ['- a\n- **b**', '<ul><li>a</li><li><strong>b</strong></li></ul>'],
    ['Pick:\n- a\n- b', '<p>Pick:</p><ul><li>a</li><li>b</li></ul>'],
    ['- a\n  - b\n    1. c\n- d', '<ul><li>a<ul><li>b<ol start="1"><li>c</li></ol></li></ul></li><li>d</li></ul>'],
    ['- a\n  more\n\n- b', '<ul><li>a<br>more</li><li>b</li></ul>'],
    ['1. a\n- b', '<ol start="1"><li>a</li></ol><ul><li>b</li></ul>'],
    ['3. c\n4) d', '<ol start="3"><li>c</li><li>d</li></ol>'],
    ['since\n1986. Yes', '<p>since<br>1986. Yes</p>'],
    ['- a\n\ntext', '<ul><li>a</li></ul><p>text</p>'],
    ['[site](https://a.example/x)', `<p><a href="https://a.example/x" ${rel}>site</a></p>`],
    [
      '[**b** https://c.example](https://a.example/(x))',
      `<p><a href="https://a.example/(x)" ${rel}><strong>b</strong> https://c.example</a></p>`,
    ],
    ['[t](https://a.example/ "title")', `<p><a href="https://a.example/" ${rel}>t</a></p>`],
    [
      'see https://a.example/x_y_z.',
      `<p>see <a href="https://a.example/x_y_z" ${rel}>https://a.example/x_y_z</a>.</p>`,
    ],
    ['(https://a.example/x)', `<p>(<a href="https://a.example/x" ${rel}>https://a.example/x</a>)</p>`],
    [
      'mail me.b+c@a.example, please',
      `<p>mail <a href="mailto:me.b+c@a.example" ${rel}>me.b+c@a.example</a>, please</p>`,
    ],
    ['![a cat](https://a.example/cat.png)', `<p><a href="https://a.example/cat.png" ${rel}>a cat</a></p>`],
    ['```js\n<b>x</b>\n```\nafter', '<pre><code>&lt;b&gt;x&lt;/b&gt;</code></pre><p>after</p>'],
    ['``a ` b``', '<p><code>a ` b</code></p>'],
    ['1 < 2 & 3 > 2', '<p>1 &lt; 2 &amp; 3 &gt; 2</p>'],
    ['\\*not em\\*', '<p>*not em*</p>'],
    ['2 * 3 * 4 and snake_case_name', '<p>2 * 3 * 4 and snake_case_name</p>'],
    ['привет **мир** שלום', '<p>привет <strong>мир</strong> שלום</p>'],
  ];
  test.each(cases)('%j', (text, expected) => {
    expect(html(text)).toBe(expected);
  });

  test.each([
    '[note]: x',
    '| a | b |',
    '---',
    'a <b>c</b> d',
    '> quoted',
    '[a] (b)',
    '**open',
    '`open',
    '\\d+',
    ':-) *',
  ])('nothing typed vanishes: %j', (text) => {
    expect(render(<Markdown text={text} />).container.textContent).toBe(text);
  });
});

/** Each tries to run script, to load something, or to leave the allowlist. */
const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<style>*{display:none}</style>',
  '<div\nonmouseover=alert(1)\n>',
  '<!-- --><script>alert(1)</script>',
  '<![CDATA[<script>alert(1)</script>]]>',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](<java\nscript:alert(1)>)',
  '[x](\u0001javascript:alert(1))',
  '[x]( javascript:alert(1))',
  '[x](javascript&colon;alert(1))',
  '[x](javascript&#58;alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](&#x6A;avascript&#x3A;alert(1))',
  '[x](javascript%3Aalert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](blob:https://a.example/1)',
  '[x](//evil.example)',
  '[x](/relative)',
  '[x](#hash)',
  '[x](https://a.example"onmouseover="alert(1))',
  '[x](https://a.example "\\" onmouseover=\\"alert(1)")',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml,<svg onload=alert(1)>)',
  '![x" onerror="alert(1)](https://a.example/p.png)',
  '<javascript:alert(1)>',
  '<data:text/html,x>',
  '[x][r]\n\n[r]: javascript:alert(1)',
  '[![x](javascript:alert(1))](javascript:alert(2))',
  '**[x](javascript:alert(1))**',
  '> - # `a` [x](javascript:alert(1)) <img src=x onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '`<script>`<script>alert(1)</script>',
  '```html\n<script>alert(1)</script>\n```',
  '```"><script>alert(1)</script>\nx\n```',
  '| <img src=x onerror=alert(1)> |\n|---|\n| [x](javascript:alert(1)) |',
  '- [ ] <input autofocus onfocus=alert(1)>',
];

const allowed = new Set(['P', 'STRONG', 'EM', 'DEL', 'CODE', 'PRE', 'UL', 'OL', 'LI', 'A', 'BR']);
const allowedAttributes = new Set(['href', 'target', 'rel', 'start', 'class']);

function expectHarmless(text: string) {
  const { container, unmount } = render(<Markdown text={text} />);
  for (const element of container.querySelectorAll('.chat-markdown *')) {
    expect(allowed).toContain(element.tagName);
    for (const { name } of element.attributes) expect(allowedAttributes).toContain(name);
    if (element.tagName !== 'A') continue;
    expect(element.getAttribute('href')).toMatch(/^(https?:\/\/|mailto:)/);
    expect(element.getAttribute('rel')).toBe('noopener noreferrer nofollow');
    expect(element.querySelector('a')).toBeNull();
  }
  unmount();
}

describe('what attackers write', () => {
  test.each(attacks)('%j', expectHarmless);

  test('any mix of the above', () => {
    const piece = fc.oneof(
      fc.constantFrom(...attacks),
      fc.string(),
      fc.constantFrom('\n\n', '> ', '- ', '`', '[', '](', ')'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => expectHarmless(pieces.join(''))),
      { numRuns: 200 },
    );
  });

  test.each([
    ['quotes', '>'.repeat(4000)],
    ['lists', '- '.repeat(2000)],
    ['brackets', '['.repeat(4000)],
    ['stars', '**a '.repeat(1000)],
    ['underscores', '_a*'.repeat(1300)],
    ['backticks', '`'.repeat(4000)],
    ['links', '[a]('.repeat(1000)],
    ['html', '<a '.repeat(1300)],
    ['addresses', 'a.'.repeat(2000)],
    ['nested lists', Array.from({ length: 90 }, (_, at) => `${' '.repeat(at)}- a`).join('\n')],
    ['blank lines', `- a${'\n'.repeat(3900)}- b`],
    ['words', 'a'.repeat(20_000)],
  ])('hostile nesting is shown in good time: %s', (_name, text) => {
    const startedAt = performance.now();
    expect(html(text)).not.toBe('');
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
