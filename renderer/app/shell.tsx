export function Shell() {
  return <div />;
}
