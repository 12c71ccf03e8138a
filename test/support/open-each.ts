import { afterEach, beforeEach } from "vitest";

/** An empty place of an engine under test. */
export interface UnderTest<Store> {
  /** Another connection to the same place each time, as another process has it. */
  open(): Store | Promise<Store>;
  dispose(): Promise<void>;
}

interface Closable {
  close(): Promise<void>;
}

/** Gives each test an empty place and a store in it; both are gone after it. */
export function openEach<Store extends Closable, Place extends UnderTest<Store>>(
  create: () => Promise<Place & UnderTest<Store>>,
  use: (opened: { readonly subject: Place; readonly store: Store }) => void,
): void {
  let subject: Place;
  let store: Store;
  beforeEach(async () => {
    subject = await create();
    store = await subject.open();
    use({ subject, store });
  });
  afterEach(async () => {
    await store.close();
    await subject.dispose();
  });
}

/** The same with a second store in the place, as another process has it. */
export function openEachTwice<Store extends Closable, Place extends UnderTest<Store>>(
  create: () => Promise<Place & UnderTest<Store>>,
  use: (opened: { readonly subject: Place; readonly store: Store; readonly other: Store }) => void,
): void {
  let other: Store;
  let opened: { readonly subject: Place; readonly store: Store };
  openEach<Store, Place>(create, (first) => (opened = first));
  beforeEach(async () => {
    other = await opened.subject.open();
    use({ ...opened, other });
  });
  // Runs before the one above, which disposes of the place.
  afterEach(() => other.close());
}
