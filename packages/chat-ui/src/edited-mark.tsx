/** Says that the customer changed the message after it was sent. */
export function EditedMark() {
  return <p className="chat-edited">edited</p>;
}
