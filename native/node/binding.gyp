{
  # The addon speaks Node-API 9 only, so that one build loads in Node 24 and in Electron alike.
  "targets": [{
    "target_name": "kernels",
    "sources": [
      "addon.cpp",
      "../kernels/dispatch.cpp",
      "../kernels/blake2b/blake2b.cpp",
      "../kernels/equihash/beam-target.cpp",
      "../kernels/equihash/beamhash3.cpp",
      "../kernels/equihash/leaves.cpp",
      "../kernels/equihash/primitives.cpp",
      "../kernels/equihash/solve.cpp",
      "../kernels/equihash/verify.cpp",
      "../kernels/scrypt/pbkdf2.cpp",
      "../kernels/scrypt/portable.cpp",
      "../kernels/scrypt/sse2.cpp",
      "../kernels/sha256d/portable.cpp",
      "../kernels/sha256d/sha-ni.cpp",
      "../kernels/sha256d/sse2.cpp",
      "../kernels/verushash/aes-ni.cpp",
      "../kernels/verushash/header.cpp",
      "../kernels/verushash/portable.cpp"
    ],
    "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
    "defines": ["NAPI_VERSION=9", "NAPI_DISABLE_CPP_EXCEPTIONS", "NODE_ADDON_API_DISABLE_DEPRECATED"],
    "cflags_cc": ["-std=c++20", "-O3", "-fomit-frame-pointer", "-fvisibility=hidden"],
    "xcode_settings": {
      "CLANG_CXX_LANGUAGE_STANDARD": "c++20",
      "GCC_OPTIMIZATION_LEVEL": "3",
      "MACOSX_DEPLOYMENT_TARGET": "12.0"
    },
    "msvs_settings": {
      "VCCLCompilerTool": { "Optimization": 2, "AdditionalOptions": ["/std:c++20"] }
    }
  }]
}
