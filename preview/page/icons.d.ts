/** Made by the build: every icon of Grafana that the page may show, by folder and name. */
declare module "icons-of-grafana" {
  const icons: Readonly<Record<string, string | undefined>>;
  export default icons;
}
