// Searching the desk's entities, for the boxes of its panels.

export async function searchEntities(desk, q, signal) {
  const { language, slug: article } = desk.state.article;
  const told = await desk.api("entities/", { query: { q, language, article }, signal });
  return told.results.map((found) => ({
    value: found.slug,
    label: found.label,
    lang: found.language,
    detail: found.name === found.label ? found.kind : `${found.name} · ${found.kind}`,
  }));
}
