// Scans and photos on the handheld's own disk until the house has answered them.
"use strict";

const DATABASE = "packbench";
const SCANS = "scans";
const PHOTOS = "photos";
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
    return this.#all(SCANS);
  }

  // Resolves when they are on the disk, not before.
  keep(scans) {
    return this.#written(SCANS, (store) => scans.forEach((scan) => store.put(scan)));
  }

  // All of them or none.
  remove(scans) {
    return this.#written(SCANS, (store) => {
      scans.forEach((scan) => store.delete([scan.nth, scan.event_id]));
    });
  }

  // All photos, oldest first.
  photos() {
    return this.#all(PHOTOS);
  }

  keepPhoto(photo) {
    return this.#written(PHOTOS, (store) => store.put(photo));
  }

  removePhoto(photo) {
    return this.#written(PHOTOS, (store) => store.delete(photo.key));
  }

  #all(name) {
    return asked(this.database.transaction(name).objectStore(name).getAll());
  }

  #written(name, write) {
    return new Promise((done, failed) => {
      const change = this.database.transaction(name, "readwrite", { durability: "strict" });
      change.oncomplete = () => done();
      change.onabort = () => failed(change.error);
      write(change.objectStore(name));
    });
  }
}

function make(database) {
  const there = database.objectStoreNames;
  if (!there.contains(SCANS)) database.createObjectStore(SCANS, { keyPath: ["nth", "event_id"] });
  if (!there.contains(PHOTOS)) database.createObjectStore(PHOTOS, { keyPath: "key" });
}

// The store; null where this browser keeps nothing.
export async function openStore() {
  try {
    const opening = indexedDB.open(DATABASE, 2);
    opening.onupgradeneeded = () => make(opening.result);
    const silence = new Promise((_, failed) => setTimeout(failed, PATIENCE_MS));
    return new Store(await Promise.race([asked(opening), silence]));
  } catch {
    return null;
  }
}
