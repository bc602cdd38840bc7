/** Writes JSON that is safe in a script element: without `</script>` and `<!--`. @param {unknown} data */
export const stringifyData = (data) => `${JSON.stringify(data, null, 2).replaceAll('<', '\\u003c')}\n`;
