/** The page begins here: theme, address, live reload. */
import "./page.css";
import { createTheme, EventBusSrv, ThemeContext } from "@grafana/data";
import { GlobalStyles, PanelContextProvider, PortalContainer } from "@grafana/ui";
import { StrictMode, useEffect, useMemo, useState } from "react";
import moment from "moment";
import { createRoot } from "react-dom/client";
import { readAddress, writeAddress, type Address } from "../data/address";
import { forget, state as loadState } from "./api";
import { DashboardPage } from "./dashboard-page";
import { ElsewherePage } from "./elsewhere-page";
import { HomePage } from "./home-page";
import { PreviewContext } from "./preview-context";
import { useLoaded } from "./use-loaded";

const App = () => {
  const [place, setPlace] = useState(`${location.pathname}${location.search}`);
  const [version, setVersion] = useState(0);
  const url = new URL(place, location.origin);
  const address = useMemo(() => readAddress(url.pathname, url.search), [place]);
  const theme = useMemo(() => createTheme({ colors: { mode: address.theme } }), [address.theme]);
  const { value: state, error } = useLoaded(loadState, [version]);

  // "Five minutes ago" counts from the moment at which the world stands still.
  if (state !== undefined) moment.now = () => state.now;

  useEffect(() => {
    const moved = (): void => setPlace(`${location.pathname}${location.search}`);
    const clicked = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      const target = link?.getAttribute("href") ?? "";
      if (!target.startsWith("/") || event.ctrlKey || event.metaKey || event.button !== 0) return;
      event.preventDefault();
      const next = new URL(target, location.origin);
      // What is clicked keeps looking as it does.
      if (new URLSearchParams(location.search).get("theme") === "light") next.searchParams.set("theme", "light");
      history.pushState(undefined, "", next);
      scrollTo(0, 0);
      moved();
    };
    const events = new EventSource("/api/events");
    events.onmessage = () => {
      forget();
      setVersion((before) => before + 1);
    };
    addEventListener("popstate", moved);
    addEventListener("click", clicked);
    return () => {
      events.close();
      removeEventListener("popstate", moved);
      removeEventListener("click", clicked);
    };
  }, []);

  const go = (change: Partial<Address>): void => {
    const now = readAddress(location.pathname, location.search);
    history.pushState(undefined, "", writeAddress({ ...now, ...change }));
    setPlace(`${location.pathname}${location.search}`);
  };
  const panelContext = useMemo(() => ({ eventsScope: "preview", eventBus: new EventBusSrv() }), []);
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <PanelContextProvider value={panelContext}>
        {error !== undefined && <pre data-missing>{error}</pre>}
        {state !== undefined && (
          <PreviewContext.Provider value={{ state, address, go, version }}>
            <Page path={url.pathname} search={url.search} uid={address.uid} />
          </PreviewContext.Provider>
        )}
      </PanelContextProvider>
      <PortalContainer />
    </ThemeContext.Provider>
  );
};

const Page = ({
  path,
  search,
  uid,
}: {
  readonly path: string;
  readonly search: string;
  readonly uid: string | undefined;
}) => {
  if (uid !== undefined) return <DashboardPage uid={uid} />;
  return path === "/" ? <HomePage /> : <ElsewherePage path={path} search={search} />;
};

const start = async (): Promise<void> => {
  // Texts on canvases are measured once: with the wrong font they stay wrong.
  await Promise.all(["400 12px Inter", "500 12px Inter"].map((font) => document.fonts.load(font)));
  const root = document.getElementById("root");
  if (root !== null)
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
};

void start();
