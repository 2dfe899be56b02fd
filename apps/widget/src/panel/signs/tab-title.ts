/** Puts how much is new before the page's title, "(2) Shop", and leaves what the page makes of its title alone. */
export function createTabTitle(page: Pick<Document, 'title'> = document) {
  let own = '';
  /** The title as the page has it. */
  const ofPage = () => page.title.replace(own, '');
  return {
    ofPage,
    show(count: number) {
      const title = ofPage();
      own = count === 0 ? '' : `(${count}) `;
      if (page.title !== own + title) page.title = own + title;
    },
  };
}
