/** Stands in for the fonts that Grafana's server would serve: the page brings its own. */
export const getFontStyles = () => ({});
