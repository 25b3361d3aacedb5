// Scans on the handheld's own disk, in their order, until the house has answered them.
"use strict";

const DATABASE = "packbench";
const SCANS = "scans";
const PATIENCE_MS = 3000;

function asked(request) {
  return new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
}

class Store {
  constructor(database) {
    this.database = database;
  }

  // All scans, oldest first.
  all() {
    return asked(this.database.transaction(SCANS).objectStore(SCANS).getAll());
  }

  // Resolves when they are on the disk, not before.
  keep(scans) {
    return this.#written((store) => scans.forEach((scan) => store.put(scan)));
  }

  // All of them or none.
  remove(scans) {
    return this.#written((store) => scans.forEach((scan) => store.delete([scan.nth, scan.event_id])));
  }

  #written(write) {
    return new Promise((done, failed) => {
      const change = this.database.transaction(SCANS, "readwrite", { durability: "strict" });
      change.oncomplete = () => done();
      change.onabort = () => failed(change.error);
      write(change.objectStore(SCANS));
    });
  }
}

// The store; null where this browser keeps nothing.
export async function openStore() {
  try {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(SCANS, { keyPath: ["nth", "event_id"] });
    const silence = new Promise((_, failed) => setTimeout(failed, PATIENCE_MS));
    return new Store(await Promise.race([asked(opening), silence]));
  } catch {
    return null;
  }
}
