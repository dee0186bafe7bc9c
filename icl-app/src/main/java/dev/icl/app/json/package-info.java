/** What reports look like as JSON. */
package dev.icl.app.json;
